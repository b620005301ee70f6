/// What a load test found, as table, JSON and page.
@NullMarked
package chat.parley.cli.report;

import org.jspecify.annotations.NullMarked;
