@NullMarked
package chat.parley.cli.report;

import org.jspecify.annotations.NullMarked;
