package io.botflow.analytics.local.bench;

/**
 * Which event each number of a schedule stands for. Even numbers ask, odd ones answer what was asked a while before; an
 * organization's frames are numbered without a hole: {@code 2n} for its question n, {@code 2n + 1} for the answer.
 *
 * @param organizations between which questions go round
 * @param answerLag how many questions later an answer comes, at least 1
 */
record LoadPlan(int organizations, int answerLag) {
    /** Conversations of each organization: with so many, an answer comes before its conversation's next question. */
    private static final int SPREAD = 3;

    LoadPlan {
        if (organizations < 1 || answerLag < 1) {
            throw new IllegalArgumentException("not a plan: " + organizations + " organizations, lag " + answerLag);
        }
    }

    /** A plan in which an answer comes about so many seconds after its question. */
    static LoadPlan of(int organizations, double eventsPerSecond, double answerSeconds) {
        return new LoadPlan(organizations, (int) Math.max(1, Math.round(answerSeconds * eventsPerSecond / 2)));
    }

    /** Whether nothing is sent: what the first answers would answer was never asked. */
    boolean isSilent(long number) {
        return isAnswer(number) && number / 2 < answerLag;
    }

    boolean isAnswer(long number) {
        return number % 2 == 1;
    }

    int organization(long number) {
        return Math.floorMod(question(number), organizations);
    }

    /** Number of the frame within its organization. */
    int sequence(long number) {
        return Math.toIntExact(2 * (question(number) / organizations) + (isAnswer(number) ? 1 : 0));
    }

    /** The conversation within its organization. */
    int conversation(long number) {
        return Math.floorMod(question(number) / organizations, conversationsPerOrganization());
    }

    int conversationsPerOrganization() {
        return SPREAD * (answerLag / organizations + 1);
    }

    /** The number of the event that causes a frame. */
    long number(int organization, int sequence) {
        long question = (long) (sequence / 2) * organizations + organization;
        return sequence % 2 == 0 ? 2 * question : 2 * (question + answerLag) + 1;
    }

    private long question(long number) {
        return number / 2 - (isAnswer(number) ? answerLag : 0);
    }
}
