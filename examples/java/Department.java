import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.*;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.*;
import java.util.stream.Collectors;

/** What a department's system does with GridLink, start to end. Java 17 or newer: `java Department.java`. Settings: see ../README.md. */
public final class Department {
    static final String ME = "query Me { me { jurisdiction organization { code name } } }";
    static final String REPORT = """
        mutation Report($input: ReportTicketInput!) {
          reportTicket(input: $input) {
            receipt { code queryCode acceptBy }
            duplicate
            userErrors { code field message article }
          }
        }""";
    static final String OPEN = """
        query Open($unit: String!, $after: String) {
          tickets(first: 5, after: $after, filter: { unit: $unit }) {
            nodes { code title stage dueAt late grid { code name } assignments { id state unit { code } } }
            pageInfo { hasNextPage endCursor }
          }
        }""";
    static final String PUBLISH = """
        mutation Publish($input: PublishResourceInput!) {
          publishResource(input: $input) { resource { id code } userErrors { code field message article } }
        }""";
    static final String PUSH = """
        mutation Push($input: PushRecordsInput!) {
          pushRecords(input: $input) {
            report { replayed created updated unchanged refused rows { row outcome messages } }
            userErrors { code field message article }
          }
        }""";

    static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    static final String RUN = setting("GRIDLINK_RUN");

    public static void main(String[] arguments) throws Exception {
        Program program = new Program(
            setting("GRIDLINK_URL"), setting("GRIDLINK_CLIENT_ID"), setting("GRIDLINK_CLIENT_SECRET"));
        Map<String, Object> me = object(program.ask(ME, Map.of()).get("me"));
        Map<String, Object> organization = object(me.get("organization"));
        OUT.printf("signed in for %s %s (%s)%n", organization.get("code"), organization.get("name"), me.get("jurisdiction"));
        handIn(program);
        readTickets(program, (String) organization.get("code"));
        pushRows(program);
    }

    /** Latitude and longitude changed places: the answer names the field. Mended, it is taken; sent again, it is the same. */
    static void handIn(Program program) throws Exception {
        try {
            program.command(REPORT, matterAt(34.7502, 113.6401));
        } catch (Refused refused) {
            for (Map<String, Object> error : refused.userErrors) {
                OUT.printf("refused %s %s: %s%n", error.get("code"), joined(error.get("field")), error.get("message"));
            }
        }
        Map<String, Object> first = program.command(REPORT, matterAt(113.6401, 34.7502));
        Map<String, Object> again = program.command(REPORT, matterAt(113.6401, 34.7502));
        OUT.printf("handed in %s, duplicate %s%n", object(first.get("receipt")).get("code"), first.get("duplicate"));
        OUT.printf("sent again %s, duplicate %s%n", object(again.get("receipt")).get("code"), again.get("duplicate"));
    }

    static Map<String, Object> matterAt(double longitude, double latitude) {
        return Map.of(
            "source", "DEPARTMENT", "title", "护栏损坏", "text", "淮河路中央护栏损坏。", "externalId", "JV-" + RUN,
            "place", Map.of("address", "淮河路", "longitude", longitude, "latitude", latitude, "system", "WGS84"));
    }

    static void readTickets(Program program, String unit) throws Exception {
        Set<Object> codes = new LinkedHashSet<>();
        int pages = 0;
        String after = null;
        do {
            Map<String, Object> variables = new HashMap<>(Map.of("unit", unit));
            variables.put("after", after);
            Map<String, Object> tickets = object(program.ask(OPEN, variables).get("tickets"));
            for (Object node : (List<?>) tickets.get("nodes")) codes.add(object(node).get("code"));
            pages++;
            Map<String, Object> pageInfo = object(tickets.get("pageInfo"));
            after = Boolean.TRUE.equals(pageInfo.get("hasNextPage")) ? (String) pageInfo.get("endCursor") : null;
        } while (after != null);
        OUT.printf("tickets %d on %d pages%n", codes.size(), pages);
    }

    static void pushRows(Program program) throws Exception {
        Map<String, Object> declaration = Map.of(
            "title", "护栏台账", "sharing", "CONDITIONAL", "refresh", "MONTHLY",
            "fields", List.of(
                Map.of("name", "id", "title", "编号", "type", "TEXT", "grade", "INTERNAL", "keyField", true),
                Map.of("name", "keeper", "title", "管护人电话", "type", "PHONE", "grade", "PERSONAL")));
        Map<String, Object> published = program.command(PUBLISH, Map.of("name", "RAILINGS_JV", "declaration", declaration));
        Map<String, Object> batch = Map.of(
            "resource", object(published.get("resource")).get("id"),
            "batchId", RUN,
            "rows", List.of(
                Map.of("id", "HL-1", "keeper", "13900001234"), Map.of("id", "HL-2", "keeper", "not a number")));
        Map<String, Object> report = object(program.command(PUSH, batch).get("report"));
        OUT.printf("pushed: created %.0f, refused %.0f%n", report.get("created"), report.get("refused"));
        for (Object row : (List<?>) report.get("rows")) {
            if ("REFUSED".equals(object(row).get("outcome"))) OUT.printf("refused row: %s%n", joined(object(row).get("messages")));
        }
        OUT.printf("pushed again: replayed %s%n", object(program.command(PUSH, batch).get("report")).get("replayed"));
    }

    static String setting(String name) {
        return Objects.requireNonNull(System.getenv(name), () -> "set " + name + " in the environment");
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> object(Object value) {
        return (Map<String, Object>) value;
    }

    static String joined(Object list) {
        return ((List<?>) list).stream().map(String::valueOf).collect(Collectors.joining(" "));
    }

    /** What the input's author can mend; the messages are Chinese and made to be shown. */
    static final class Refused extends Exception {
        final transient List<Map<String, Object>> userErrors;

        Refused(List<Map<String, Object>> userErrors) {
            super(userErrors.stream().map(error -> error.get("code") + ": " + error.get("message")).collect(Collectors.joining("; ")));
            this.userErrors = userErrors;
        }
    }

    /** The client: a token that is renewed in time, and tries again after what passes. */
    static final class Program {
        static final int ATTEMPTS = 5;
        static final Set<String> PASSING = Set.of("RATE_LIMITED", "UPSTREAM_UNAVAILABLE");
        static final String TOKEN = """
            mutation Token($input: ProgramTokenInput!) {
              programToken(input: $input) { accessToken expiresAt userErrors { code message } }
            }""";

        private final HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
        private final URI address;
        private final Map<String, Object> credentials;
        private String token;
        private Instant expiresAt = Instant.MIN;

        Program(String url, String clientId, String clientSecret) {
            this.address = URI.create(url);
            this.credentials = Map.of("clientId", clientId, "clientSecret", clientSecret);
        }

        Map<String, Object> ask(String query, Map<String, Object> variables) throws Exception {
            if (Instant.now().plusSeconds(60).isAfter(expiresAt)) renewToken();
            return request(query, variables, token);
        }

        /** Runs a mutation of one field and answers that field. */
        Map<String, Object> command(String mutation, Map<String, Object> input) throws Exception {
            return accepted(ask(mutation, Map.of("input", input)));
        }

        private void renewToken() throws Exception {
            Map<String, Object> given = accepted(request(TOKEN, Map.of("input", credentials), null));
            token = (String) given.get("accessToken");
            expiresAt = Instant.parse((String) given.get("expiresAt"));
        }

        private static Map<String, Object> accepted(Map<String, Object> data) throws Refused {
            Map<String, Object> payload = object(data.values().iterator().next());
            List<Map<String, Object>> userErrors = ((List<?>) payload.get("userErrors")).stream().map(Department::object).toList();
            if (!userErrors.isEmpty()) throw new Refused(userErrors);
            return payload;
        }

        private Map<String, Object> request(String query, Map<String, Object> variables, String bearer) throws Exception {
            HttpRequest.Builder builder = HttpRequest.newBuilder(address)
                .timeout(Duration.ofSeconds(40))
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(Json.write(Map.of("query", query, "variables", variables))));
            HttpRequest request = (bearer == null ? builder : builder.header("authorization", "Bearer " + bearer)).build();
            for (int attempt = 1; ; attempt++) {
                Map<String, Object> answer = null;
                long wait = 250L << attempt;
                try {
                    HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
                    wait = Math.max(wait, response.headers().firstValueAsLong("retry-after").orElse(0) * 1_000);
                    answer = object(Json.read(response.body()));
                } catch (IOException broken) {
                    if (attempt == ATTEMPTS) throw broken;
                }
                List<?> errors = answer == null ? List.of() : (List<?>) answer.getOrDefault("errors", List.of());
                boolean passes = answer == null || errors.stream().anyMatch(error -> PASSING.contains(codeOf(error)));
                if (!passes || attempt == ATTEMPTS) {
                    if (errors.isEmpty()) return object(answer.get("data"));
                    throw new IllegalStateException(codeOf(errors.get(0)) + ": " + object(errors.get(0)).get("message"));
                }
                Thread.sleep(wait);
            }
        }

        private static String codeOf(Object error) {
            Object extensions = object(error).get("extensions");
            return extensions == null ? "" : String.valueOf(object(extensions).get("code"));
        }
    }

    /** As much JSON as the example needs; in your system use the library you have. */
    static final class Json {
        private final String text;
        private int at;

        private Json(String text) {
            this.text = text;
        }

        /** Objects are maps, arrays lists, numbers doubles. */
        static Object read(String text) {
            return new Json(text).value();
        }

        static String write(Object value) {
            if (value instanceof Map<?, ?> map) {
                return map.entrySet().stream()
                    .map(entry -> quote((String) entry.getKey()) + ":" + write(entry.getValue()))
                    .collect(Collectors.joining(",", "{", "}"));
            }
            if (value instanceof List<?> list) return list.stream().map(Json::write).collect(Collectors.joining(",", "[", "]"));
            return value instanceof String words ? quote(words) : String.valueOf(value);
        }

        private static String quote(String words) {
            StringBuilder quoted = new StringBuilder("\"");
            for (char c : words.toCharArray()) {
                quoted.append(c == '"' || c == '\\' ? "\\" + c : c < 0x20 ? String.format("\\u%04x", (int) c) : String.valueOf(c));
            }
            return quoted.append('"').toString();
        }

        private Object value() {
            char first = peek();
            if (first == '{') return map();
            if (first == '[') return list();
            if (first == '"') return string();
            int from = at;
            while (at < text.length() && ",]} \n\r\t".indexOf(text.charAt(at)) < 0) at++;
            String word = text.substring(from, at);
            if (word.equals("null")) return null;
            return word.equals("true") || word.equals("false") ? (Object) Boolean.valueOf(word) : (Object) Double.valueOf(word);
        }

        private Map<String, Object> map() {
            Map<String, Object> map = new LinkedHashMap<>();
            at++;
            while (peek() != '}') {
                if (peek() == ',') at++;
                if (peek() != '"') throw new IllegalArgumentException("no JSON: " + text);
                String key = string();
                if (peek() == ':') at++;
                map.put(key, value());
            }
            at++;
            return map;
        }

        private List<Object> list() {
            List<Object> list = new ArrayList<>();
            at++;
            while (peek() != ']') {
                if (peek() == ',') at++;
                else list.add(value());
            }
            at++;
            return list;
        }

        private String string() {
            StringBuilder string = new StringBuilder();
            at++;
            while (text.charAt(at) != '"') {
                char c = text.charAt(at++);
                string.append(c == '\\' ? escaped() : c);
            }
            at++;
            return string.toString();
        }

        private char escaped() {
            char c = text.charAt(at++);
            if (c == 'u') {
                at += 4;
                return (char) Integer.parseInt(text.substring(at - 4, at), 16);
            }
            int known = "nrtbf".indexOf(c);
            return known < 0 ? c : "\n\r\t\b\f".charAt(known);
        }

        private char peek() {
            while (Character.isWhitespace(text.charAt(at))) at++;
            return text.charAt(at);
        }
    }
}
