import static java.util.stream.Collectors.joining;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.*;

/** What a department's system does with GridLink, start to end. Java 17 or newer. Settings and how to run it: see ../README.md. */
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
        Map<String, Object> me = Json.object(program.ask(ME, Map.of()).get("me"));
        Map<String, Object> organization = Json.object(me.get("organization"));
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
        OUT.printf("handed in %s, duplicate %s%n", Json.object(first.get("receipt")).get("code"), first.get("duplicate"));
        OUT.printf("sent again %s, duplicate %s%n", Json.object(again.get("receipt")).get("code"), again.get("duplicate"));
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
            Map<String, Object> tickets = Json.object(program.ask(OPEN, variables).get("tickets"));
            for (Object node : (List<?>) tickets.get("nodes")) codes.add(Json.object(node).get("code"));
            pages++;
            Map<String, Object> pageInfo = Json.object(tickets.get("pageInfo"));
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
            "resource", Json.object(published.get("resource")).get("id"),
            "batchId", RUN,
            "rows", List.of(
                Map.of("id", "HL-1", "keeper", "13900001234"), Map.of("id", "HL-2", "keeper", "not a number")));
        Map<String, Object> report = Json.object(program.command(PUSH, batch).get("report"));
        OUT.printf("pushed: created %.0f, refused %.0f%n", report.get("created"), report.get("refused"));
        for (Object row : (List<?>) report.get("rows")) {
            if ("REFUSED".equals(Json.object(row).get("outcome"))) OUT.printf("refused row: %s%n", joined(Json.object(row).get("messages")));
        }
        OUT.printf("pushed again: replayed %s%n", Json.object(program.command(PUSH, batch).get("report")).get("replayed"));
    }

    static String setting(String name) {
        return Objects.requireNonNull(System.getenv(name), () -> "set " + name + " in the environment");
    }

    static String joined(Object list) {
        return ((List<?>) list).stream().map(String::valueOf).collect(joining(" "));
    }
}
