package io.botflow.analytics.local.organizations;

import java.util.List;
import java.util.UUID;

/** The two organizations that every local stack has. */
public final class DemoData {
    public static final Organization BANK =
            new Organization(id("0b000000-0000-4000-8000-000000000001"), "Northwind Bank", "America/New_York");
    public static final Organization TRAVEL =
            new Organization(id("0b000000-0000-4000-8000-000000000002"), "Azur Travel", "Europe/Paris");

    public static final Bot CARDS = new Bot(BANK.id(), id("0b000000-0000-4000-8001-000000000001"), "Card desk");
    public static final Bot LOANS = new Bot(BANK.id(), id("0b000000-0000-4000-8001-000000000002"), "Loan adviser");
    public static final Bot BRANCHES = new Bot(BANK.id(), id("0b000000-0000-4000-8001-000000000003"), "Branch guide");
    public static final Bot BOOKINGS =
            new Bot(TRAVEL.id(), id("0b000000-0000-4000-8002-000000000001"), "Booking agent");
    public static final Bot LUGGAGE = new Bot(TRAVEL.id(), id("0b000000-0000-4000-8002-000000000002"), "Luggage help");
    public static final Bot CONCIERGE = new Bot(TRAVEL.id(), id("0b000000-0000-4000-8002-000000000003"), "Concierge");

    private DemoData() {}

    /** The first of them is the one that is meant when none is named. */
    public static List<Organization> organizations() {
        return List.of(BANK, TRAVEL);
    }

    public static List<Bot> bots() {
        return List.of(CARDS, LOANS, BRANCHES, BOOKINGS, LUGGAGE, CONCIERGE);
    }

    private static UUID id(String text) {
        return UUID.fromString(text);
    }
}
