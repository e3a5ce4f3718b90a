package io.botflow.analytics.jobs.live;

import io.botflow.analytics.jobs.conversation.track.Moment;
import io.botflow.analytics.jobs.serialization.Compact;
import io.botflow.analytics.schemas.event.BotEvent;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Which answer belongs to which question: an answer to the latest unanswered question before it. Holds the texts of
 * those that still wait for each other, for an hour of event time and the newest only. Knows no Flink. Not safe for
 * threads.
 */
final class Dialogue {
    /** How long a question waits for its answer, and an answer that came first for its question. */
    static final Duration KEPT = Duration.ofMinutes(60);
    /** Questions, and answers, that wait at most. */
    static final int MOST_WAITING = 50;
    /** Characters of their texts at most, so that floods of the longest texts stay small in state. */
    static final int MOST_CHARACTERS = 200_000;

    private final List<Line> questions;
    private final List<Line> answers;

    /** What was said and when. */
    private record Line(Moment moment, String text) {}

    /**
     * A question, its answer, or both.
     *
     * @param id of the question's event; of the answer's where no question is known
     * @param question null where none is known
     * @param answer null while there is none
     * @param timestamp milliseconds since the epoch: when what was taken in last was said
     * @param askedAt milliseconds since the epoch; null where no question is known
     */
    record Exchange(UUID id, String question, String answer, long timestamp, Long askedAt) {}

    Dialogue() {
        this(new ArrayList<>(0), new ArrayList<>(0));
    }

    private Dialogue(List<Line> questions, List<Line> answers) {
        this.questions = questions;
        this.answers = answers;
    }

    /** Takes in what a customer said. */
    Exchange ask(BotEvent question) {
        Moment moment = Moment.of(question);
        long at = question.occurredAt();
        for (int i = 0; i < answers.size(); i++) {
            if (moment.isBefore(answers.get(i).moment)) {
                return new Exchange(question.eventId(), question.text(), answers.remove(i).text, at, at);
            }
        }
        insert(questions, new Line(moment, question.text()));
        return new Exchange(question.eventId(), question.text(), null, at, at);
    }

    /** Takes in what a bot said. */
    Exchange answer(BotEvent answer) {
        Moment moment = Moment.of(answer);
        for (int i = questions.size() - 1; i >= 0; i--) {
            if (questions.get(i).moment.isBefore(moment)) {
                Line question = questions.remove(i);
                return new Exchange(
                        question.moment.eventId(),
                        question.text,
                        answer.text(),
                        answer.occurredAt(),
                        question.moment.at());
            }
        }
        insert(answers, new Line(moment, answer.text()));
        return new Exchange(answer.eventId(), null, answer.text(), answer.occurredAt(), null);
    }

    /** Forgets what has waited too long. */
    void forgetBefore(long eventTime) {
        questions.removeIf(line -> expiresAt(line) <= eventTime);
        answers.removeIf(line -> expiresAt(line) <= eventTime);
    }

    /** The event time at which something is to be forgotten; {@code Long.MAX_VALUE} if nothing waits. */
    long nextDeadline() {
        long question = questions.isEmpty() ? Long.MAX_VALUE : expiresAt(questions.get(0));
        long answer = answers.isEmpty() ? Long.MAX_VALUE : expiresAt(answers.get(0));
        return Math.min(question, answer);
    }

    private static long expiresAt(Line line) {
        return line.moment.at() + KEPT.toMillis() + 1;
    }

    private static void insert(List<Line> lines, Line line) {
        int at = lines.size();
        while (at > 0 && line.moment.isBefore(lines.get(at - 1).moment)) {
            at--;
        }
        lines.add(at, line);
        long characters = lines.stream().mapToLong(one -> one.text.length()).sum();
        while (lines.size() > MOST_WAITING || (characters > MOST_CHARACTERS && lines.size() > 1)) {
            characters -= lines.remove(0).text.length();
        }
    }

    Dialogue copy() {
        return new Dialogue(new ArrayList<>(questions), new ArrayList<>(answers));
    }

    void write(DataOutput out) throws IOException {
        write(questions, out);
        write(answers, out);
    }

    static Dialogue read(DataInput in) throws IOException {
        return new Dialogue(readLines(in), readLines(in));
    }

    private static void write(List<Line> lines, DataOutput out) throws IOException {
        Compact.writeLong(lines.size(), out);
        for (Line line : lines) {
            out.writeLong(line.moment.at());
            Compact.writeUuid(line.moment.eventId(), out);
            Compact.writeString(line.text, out);
        }
    }

    private static List<Line> readLines(DataInput in) throws IOException {
        int count = Compact.readInt(in);
        List<Line> lines = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            lines.add(new Line(new Moment(in.readLong(), Compact.readUuid(in)), Compact.readString(in)));
        }
        return lines;
    }
}
