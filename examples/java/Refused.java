import static java.util.stream.Collectors.joining;

import java.util.*;

/** What the input's author can mend; the messages are Chinese and made to be shown. */
final class Refused extends Exception {
    private static final long serialVersionUID = 1L;
    final transient List<Map<String, Object>> userErrors;

    Refused(List<Map<String, Object>> userErrors) {
        super(userErrors.stream().map(error -> error.get("code") + ": " + error.get("message")).collect(joining("; ")));
        this.userErrors = userErrors;
    }
}
