/// What the contract is tested on: nodes in processes of their own, their stores, and the links between.
@NullMarked
package chat.parley.contract.cluster;

import org.jspecify.annotations.NullMarked;
