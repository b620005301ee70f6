/// The delivery contract, line by line; see `docs/contract.md`.
@NullMarked
package chat.parley.contract;

import org.jspecify.annotations.NullMarked;
