package io.botflow.analytics.local.bench.pipeline;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;

/** Draws what was measured: for each run a bar of the job and one of the floor, and their ratio. */
final class Picture {
    private static final int WIDTH = 900;
    private static final int TOP = 64;
    private static final int ROW = 46;
    private static final int BAR = 15;
    private static final int LEFT = 330;
    private static final int RIGHT = 120;
    private static final int FOOT = 40;
    private static final String JOB_COLOR = "#2f6fab";
    private static final String FLOOR_COLOR = "#9aa5b1";

    private Picture() {}

    /** The picture of a report, in SVG. */
    static String of(JsonObject report) {
        JsonArray runs = report.getJsonArray("runs");
        JsonObject machine = report.getJsonObject("machine");
        double most = 0;
        for (int i = 0; i < runs.size(); i++) {
            most = Math.max(most, cpu(runs.getJsonObject(i), "job"));
        }
        int height = TOP + runs.size() * ROW + FOOT;
        StringBuilder svg = new StringBuilder();
        svg.append(format(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\""
                        + " font-family=\"sans-serif\" font-size=\"13\">%n",
                WIDTH, height, WIDTH, height));
        svg.append(format("<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>%n", WIDTH, height));
        text(svg, 16, 24, "start", "16", "CPU seconds per further million events");
        text(svg, 16, 44, "start", "12", "blue: conversation-analytics, grey: the floor, behind them their ratio");
        for (int i = 0; i < runs.size(); i++) {
            run(svg, runs.getJsonObject(i), TOP + i * ROW, most);
        }
        text(
                svg,
                16,
                height - 14,
                "start",
                "11",
                String.join(
                        ", ",
                        List.of(
                                report.getString("measured_at").substring(0, "2026-01-01".length()),
                                "commit " + machine.getString("commit")
                                        + (machine.getBoolean("uncommitted_changes") ? " with changes" : ""),
                                machine.getInteger("processors") + " x " + machine.getString("processor"),
                                "load " + machine.getDouble("load_average"))));
        return svg.append("</svg>\n").toString();
    }

    private static void run(StringBuilder svg, JsonObject run, int top, double most) {
        double job = cpu(run, "job");
        double floor = cpu(run, "floor");
        text(svg, LEFT - 10, top + BAR + 5, "end", "13", label(run.getJsonObject("setup")));
        int jobLength = length(job, most);
        bar(svg, top, jobLength, JOB_COLOR);
        bar(svg, top + BAR + 2, length(floor, most), FLOOR_COLOR);
        text(svg, LEFT + jobLength + 6, top + BAR - 3, "start", "12", format("%.1f", job));
        text(svg, LEFT + length(floor, most) + 6, top + 2 * BAR, "start", "12", format("%.1f", floor));
        text(svg, WIDTH - 16, top + BAR + 5, "end", "14", format("%.2f", run.getDouble("ratio")));
    }

    private static String label(JsonObject setup) {
        return format("%,d events, %,d bots", setup.getLong("events"), setup.getInteger("bots"))
                + (setup.getBoolean("hot_bot") ? ", one hot" : "")
                + ", ×" + setup.getInteger("parallelism") + ", " + setup.getString("state");
    }

    private static double cpu(JsonObject run, String of) {
        return run.getJsonObject(of).getDouble("cpu_seconds_per_million");
    }

    private static int length(double value, double most) {
        return (int) Math.round((WIDTH - LEFT - RIGHT) * value / most);
    }

    private static void bar(StringBuilder svg, int top, int length, String color) {
        svg.append(format(
                "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"%s\"/>%n", LEFT, top, length, BAR, color));
    }

    private static void text(StringBuilder svg, int x, int y, String anchor, String size, String text) {
        svg.append(format(
                "<text x=\"%d\" y=\"%d\" text-anchor=\"%s\" font-size=\"%s\">%s</text>%n",
                x, y, anchor, size, text.replace("&", "&amp;").replace("<", "&lt;")));
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
