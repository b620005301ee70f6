/// How mails leave: SMTP, again and again until they are sent, refused or too late.
@NullMarked
package chat.parley.notifier.post;

import org.jspecify.annotations.NullMarked;
