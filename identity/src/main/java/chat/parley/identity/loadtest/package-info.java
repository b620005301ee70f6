/// Accounts for load tests, without one-time codes. Nothing of it exists but under the profile `load-test`.
@NullMarked
package chat.parley.identity.loadtest;

import org.jspecify.annotations.NullMarked;
