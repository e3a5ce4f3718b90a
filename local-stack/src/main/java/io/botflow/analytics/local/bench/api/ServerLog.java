package io.botflow.analytics.local.bench.api;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The statements that the API sends, as PostgreSQL's own log has them: what is compared with is what was really asked,
 * without a second copy of it here that could fall behind.
 */
final class ServerLog {
    /** What begins each line of the log: the name of the client. */
    static final String PREFIX = "%a|";

    private static final String API = "botflow-api|";
    private static final Pattern STATEMENT =
            Pattern.compile("LOG: +duration: [0-9.]+ ms +(?:execute [^:]*|statement): (.*)", Pattern.DOTALL);
    private static final Pattern PARAMETERS = Pattern.compile("DETAIL: +[Pp]arameters: (.*)", Pattern.DOTALL);
    private static final Pattern PARAMETER = Pattern.compile("\\$(\\d+) = (NULL|'[^']*+(?:''[^']*+)*+')");
    private static final Pattern REFERENCE = Pattern.compile("\\$(\\d+)");
    private static final String SETTING = "log_min_duration_statement";
    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final Path file;

    ServerLog(Path file) {
        this.file = file;
    }

    /** Lets the server log every statement from now on, or none. */
    static void logStatements(Connection superuser, boolean all) throws SQLException {
        String wanted = all ? "0" : "-1";
        try (Statement statement = superuser.createStatement()) {
            statement.execute("ALTER SYSTEM SET " + SETTING + " = " + wanted);
            statement.execute("SELECT pg_reload_conf()");
            while (!isSet(statement, wanted)) {
                LockSupport.parkNanos(POLL_NANOS);
            }
        }
    }

    private static boolean isSet(Statement statement, String wanted) throws SQLException {
        try (ResultSet found = statement.executeQuery("SHOW " + SETTING)) {
            return found.next() && found.getString(1).equals(wanted);
        }
    }

    /** How long the log is now. */
    long length() throws IOException {
        return Files.size(file);
    }

    /** The statements of the API that were logged since the log was so long, their values in their places. */
    List<String> statementsSince(long length) throws IOException {
        byte[] all = Files.readAllBytes(file);
        return statements(new String(all, (int) length, all.length - (int) length, StandardCharsets.UTF_8));
    }

    static List<String> statements(String log) {
        List<String> statements = new ArrayList<>();
        boolean isStatement = false;
        for (String entry : entries(log)) {
            Matcher parameters = PARAMETERS.matcher(entry);
            if (parameters.matches()) {
                // Those of parsing and binding are logged too.
                if (isStatement) {
                    int last = statements.size() - 1;
                    statements.set(last, withValues(statements.get(last), parameters.group(1)));
                }
            } else {
                Matcher statement = STATEMENT.matcher(entry);
                isStatement = statement.matches();
                if (isStatement) {
                    statements.add(statement.group(1).strip());
                }
            }
        }
        return statements;
    }

    /** What the API's sessions have logged; further lines of an entry begin with a tabulator. */
    private static List<String> entries(String log) {
        List<String> entries = new ArrayList<>();
        boolean isApi = false;
        for (String line : log.split("\n", -1)) {
            if (line.startsWith("\t")) {
                if (isApi) {
                    int last = entries.size() - 1;
                    entries.set(last, entries.get(last) + "\n" + line.substring(1));
                }
            } else {
                isApi = line.startsWith(API);
                if (isApi) {
                    entries.add(line.substring(API.length()));
                }
            }
        }
        return entries;
    }

    private static String withValues(String statement, String parameters) {
        List<String> values = new ArrayList<>();
        Matcher parameter = PARAMETER.matcher(parameters);
        while (parameter.find()) {
            values.add(parameter.group(2));
        }
        return REFERENCE
                .matcher(statement)
                .replaceAll(found -> Matcher.quoteReplacement(values.get(Integer.parseInt(found.group(1)) - 1)));
    }
}
