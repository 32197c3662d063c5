/** What a client sees of a service built on the kit, over real HTTP. */
package org.tocsin.service.web;
