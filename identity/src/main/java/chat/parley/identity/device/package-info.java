/// The devices that people sign in with: what they are called, which are known, which sessions they hold.
@NullMarked
package chat.parley.identity.device;

import org.jspecify.annotations.NullMarked;
