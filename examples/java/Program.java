import java.io.IOException;
import java.net.URI;
import java.net.http.*;
import java.time.Duration;
import java.time.Instant;
import java.util.*;

/** The client: a token that is renewed in time, and tries again after what passes. */
final class Program {
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
        Map<String, Object> payload = Json.object(data.values().iterator().next());
        List<Map<String, Object>> userErrors = ((List<?>) payload.get("userErrors")).stream().map(Json::object).toList();
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
                answer = Json.object(Json.read(response.body()));
            } catch (IOException broken) {
                if (attempt == ATTEMPTS) throw broken;
            }
            List<?> errors = answer == null ? List.of() : (List<?>) answer.getOrDefault("errors", List.of());
            boolean passes = answer == null || errors.stream().anyMatch(error -> PASSING.contains(codeOf(error)));
            if (!passes || attempt == ATTEMPTS) {
                if (errors.isEmpty()) return Json.object(answer.get("data"));
                throw new IllegalStateException(codeOf(errors.get(0)) + ": " + Json.object(errors.get(0)).get("message"));
            }
            Thread.sleep(wait);
        }
    }

    private static String codeOf(Object error) {
        Object extensions = Json.object(error).get("extensions");
        return extensions == null ? "" : String.valueOf(Json.object(extensions).get("code"));
    }
}
