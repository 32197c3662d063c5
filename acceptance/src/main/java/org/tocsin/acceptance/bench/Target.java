package org.tocsin.acceptance.bench;

import java.util.Map;

/**
 * What is put under load.
 *
 * @param port on loopback
 * @param path of the requests
 * @param headers of each request
 */
record Target(int port, String path, Map<String, String> headers) {}
