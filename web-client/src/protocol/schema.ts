import * as z from "zod/mini";

// Under the page's content security policy nothing may be compiled from strings,
// and even probing for it would be reported as a violation.
z.config({ jitless: true });

export { z };
