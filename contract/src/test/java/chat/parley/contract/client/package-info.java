/// Clients that behave as `docs/protocol.md` says of good ones, and write down what they do and see.
@NullMarked
package chat.parley.contract.client;

import org.jspecify.annotations.NullMarked;
