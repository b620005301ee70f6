/// What fault tests are made of: a misbehaving link, a record of what clients saw, and the judge of that record.
@NullMarked
package chat.parley.faults;

import org.jspecify.annotations.NullMarked;
