package io.botflow.analytics.api.rest;

import io.botflow.analytics.api.problem.Problem;
import io.botflow.analytics.api.problem.ProblemException;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The parameters of a request as what they mean. That they are as the contract wants them was seen to before. */
public final class Parameters {
    public static final String BOT_ID = "bot_id";

    private final RoutingContext context;
    private final MultiMap query;

    private Parameters(RoutingContext context, MultiMap query) {
        this.context = context;
        this.query = query;
    }

    public static Parameters of(RoutingContext context) {
        return new Parameters(context, context.queryParams());
    }

    /** Ends a request because of a parameter that does not go with the others, or with what is stored. */
    public static ProblemException wrong(String name, String fault) {
        return new ProblemException(Problem.ofParameter(name, fault));
    }

    /** All values of a parameter that may repeat. */
    public Set<UUID> uuids(String name) {
        Set<UUID> ids = new LinkedHashSet<>();
        query.getAll(name).forEach(value -> ids.add(UUID.fromString(value)));
        return ids;
    }

    public Optional<UUID> uuid(String name) {
        return text(name).map(UUID::fromString);
    }

    /** A part of the path. */
    public UUID pathUuid(String name) {
        return UUID.fromString(context.pathParam(name));
    }

    /** Empty if it is not there. */
    public Optional<String> text(String name) {
        return Optional.ofNullable(query.get(name));
    }

    public Optional<Instant> instant(String name) {
        // A plus sign that was not encoded comes as a blank.
        return text(name)
                .map(value -> OffsetDateTime.parse(value.replace(' ', '+')).toInstant());
    }

    public Optional<LocalDate> date(String name) {
        return text(name).map(LocalDate::parse);
    }

    public int integer(String name, int otherwise) {
        return text(name).map(Integer::valueOf).orElse(otherwise);
    }

    /**
     * One of several values.
     *
     * @param values what each text of the contract means
     */
    public <T> Optional<T> choice(String name, Map<String, T> values) {
        return text(name).map(values::get);
    }

    /** All values of a parameter that may repeat, each one of several. */
    public Set<String> texts(String name) {
        return new LinkedHashSet<>(query.getAll(name));
    }
}
