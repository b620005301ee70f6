/// Every refusal as `application/problem+json`, from one place.
@NullMarked
package chat.parley.edge.problem;

import org.jspecify.annotations.NullMarked;
