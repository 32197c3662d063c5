/** Server-sent events: streams of what happens, for as long as somebody listens. */
package org.tocsin.service.live;
