/// The one public door: routes, limits, headers, the web client.
@NullMarked
package chat.parley.gateway;

import org.jspecify.annotations.NullMarked;
