/** The brief of a case, as the registry's consent gate gives it, and how it reads. */
package org.tocsin.alert.brief;
