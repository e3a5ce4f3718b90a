package io.botflow.analytics.local.traffic;

import java.util.List;

/** What a customer and a bot say in turns; the customer begins. */
record Dialogue(List<Turn> turns) {
    static final List<Dialogue> CARDS = List.of(
            of(
                    turn("Hi, my card was declined at the supermarket.", "I am sorry about that. Which card is it?"),
                    turn("The debit card ending in 4417.", "That card reached its daily limit of $500 at 11:02."),
                    turn("Can you raise it?", "Yes: up to $1,000 for today. Shall I?"),
                    turn("Please do.", "Done. The new limit holds until midnight."),
                    turn("Great, thanks!", "You are welcome. Anything else?")),
            of(
                    turn("I lost my credit card", "I have blocked it for now. Do you want a new one?"),
                    turn("yes please, same address", "It is on its way and takes three to five working days."),
                    turn("ok", "Is there anything else I can do?")),
            of(
                    turn(
                            "There is a charge of $39.90 I don't recognise",
                            "Let me look. It is from a streaming service, charged every month since May."),
                    turn("I cancelled that in June!", "Then I can dispute it. Do you have the confirmation?"),
                    turn("Yes, in my mail.", "Please forward it to the dispute desk. I have opened a case for you."),
                    turn("How long does it take?", "Ten working days at most. You will be told of every step.")),
            of(turn("What is my PIN?", "I cannot show it, but I can help you choose a new one in the app.")));

    static final List<Dialogue> LOANS = List.of(
            of(
                    turn("I'd like a car loan of 18000", "Gladly. Over how many months?"),
                    turn("48", "At today's rate of 6.9 % that is $430 a month. Do you have a deposit?"),
                    turn("3000", "Then it is $358 a month. Shall I prepare an offer?"),
                    turn("Yes", "It is in your mailbox, and binding for 14 days."),
                    turn("And if I pay early?", "There is no fee for that after the first year.")),
            of(
                    turn("can i skip a payment this month", "Once a year, yes. Interest goes on meanwhile."),
                    turn("how much", "About $41 for you. Do you want to skip?"),
                    turn("yes", "Done: your next payment is due in two months.")),
            of(
                    turn("Why was my mortgage application rejected?", "The file says the income proof is missing."),
                    turn("I uploaded it twice!!", "I see two files, but neither can be opened. Could you try a PDF?"),
                    turn("This is ridiculous. I want a person.", "I understand. I am passing you on.")));

    static final List<Dialogue> BRANCHES = List.of(
            of(
                    turn("Is the Main Street branch open on Saturday?", "Yes, from 9 to 1."),
                    turn("thx", "You're welcome!")),
            of(
                    turn("nearest ATM", "The nearest to you is at 12 Oak Avenue, 300 m away."),
                    turn("Does it take deposits?", "It does, notes and cheques, around the clock.")),
            of(
                    turn("I need an appointment for a safe", "Elm Square has one on Tuesday at 10. Does that suit?"),
                    turn("Later please", "Thursday at 4?"),
                    turn("👍", "Booked: Thursday at 4, Elm Square. Bring your ID.")));

    static final List<Dialogue> BOOKINGS = List.of(
            of(
                    turn("Bonjour, a flight to Lisbon next Friday?", "Bonjour! From Paris or from Lyon?"),
                    turn("Lyon", "There is one at 07:40 for €89 and one at 18:15 for €124."),
                    turn("The late one, two seats.", "Two seats at 18:15 for €248. May I book?"),
                    turn("Oui", "Booked. Your reference is K7QX2M."),
                    turn("Can I add a bag?", "Yes, €25 each way. Added."),
                    turn("Merci !", "Bon voyage !")),
            of(
                    turn("Change my booking K7QX2M", "What would you like to change?"),
                    turn("the date, to the 14th", "The 14th costs €36 more. Shall I?"),
                    turn("no, leave it", "As you wish, nothing was changed.")),
            of(
                    turn("Do you have hotels in Bordeaux with parking", "Eleven. What may a night cost?"),
                    turn("120", "Four of them are free this weekend. The best rated is Hôtel des Quais, €112."),
                    turn("book it", "Done. You can cancel free of charge until the day before.")));

    static final List<Dialogue> LUGGAGE = List.of(
            of(
                    turn("My suitcase did not arrive in Nice", "I am sorry. What does the tag say?"),
                    turn("AZ 220 4471", "It is still in Paris. It comes with tomorrow's first flight."),
                    turn(
                            "I have nothing to wear!",
                            "You may spend up to €100 on what you need, and send us the bills."),
                    turn("Where to?", "To the address in the mail that I have just sent."),
                    turn("No mail yet", "I did not understand that. Could you say it in other words?")),
            of(
                    turn("suitcase broken", "That should not happen. Can you send a photo?"),
                    turn("here", "I cannot open it. Could you try again?"),
                    turn("again", "Thank you. A wheel is off, is that right?"),
                    turn("yes and the handle", "I am passing this on to a colleague who can decide on it.")),
            of(turn("how heavy may my bag be", "23 kg, and 8 kg for the one you carry.")));

    static final List<Dialogue> CONCIERGE = List.of(
            of(
                    turn("Where can we eat with children near the harbour?", "Chez Mado has a playground."),
                    turn("vegetarian too?", "Yes, six dishes of it."),
                    turn("Table for 4 at 19:00?", "Reserved for four at 19:00, under your name.")),
            of(
                    turn("What's the weather in Annecy tomorrow", "Sunny, 24 °C, with wind in the afternoon."),
                    turn("Can we rent a boat?", "At the Jardins de l'Europe, from €45 an hour.")),
            of(
                    turn("Late check-out possible?", "Until 14:00 for €20."),
                    turn("ok do it", "Noted for room 212."),
                    turn("Merci beaucoup", "Avec plaisir !")));

    /** What one says and the other answers. */
    record Turn(String question, String answer) {}

    private static Dialogue of(Turn... turns) {
        return new Dialogue(List.of(turns));
    }

    private static Turn turn(String question, String answer) {
        return new Turn(question, answer);
    }
}
