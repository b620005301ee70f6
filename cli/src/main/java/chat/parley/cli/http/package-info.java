/// Calls of the services over HTTP.
@NullMarked
package chat.parley.cli.http;

import org.jspecify.annotations.NullMarked;
