/** What alert-service says of itself in its OpenAPI document. */
package org.tocsin.alert.openapi;
