/// What people are told by mail about their account, kept until the broker has it.
@NullMarked
package chat.parley.identity.notice;

import org.jspecify.annotations.NullMarked;
