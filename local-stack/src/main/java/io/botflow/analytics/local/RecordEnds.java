package io.botflow.analytics.local;

/**
 * How many records of the topic were read and which of the four ends each had.
 *
 * @param counted changed the figures
 * @param duplicate were known already
 * @param deadLetter broke a rule
 * @param late came after the lateness horizon
 */
public record RecordEnds(long recordsRead, long counted, long duplicate, long deadLetter, long late) {
    /** Whether each record read has come to its end; a few are on their way while records arrive. */
    public boolean addUp() {
        return recordsRead == counted + duplicate + deadLetter + late;
    }

    @Override
    public String toString() {
        return "records_read " + recordsRead + (addUp() ? " = " : ", of which so far ") + "counted " + counted
                + " + duplicate " + duplicate + " + dead_letter " + deadLetter + " + late " + late;
    }
}
