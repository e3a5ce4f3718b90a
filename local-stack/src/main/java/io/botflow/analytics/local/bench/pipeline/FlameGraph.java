package io.botflow.analytics.local.bench.pipeline;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Draws stacks as a flame graph: who calls whom from the bottom up, each frame as wide as its share. */
final class FlameGraph {
    private static final double WIDTH = 1_400;
    private static final int ROW = 17;
    private static final int TOP = 30;
    /** Narrower ones would not be seen. */
    private static final double NARROWEST = 0.5;

    private static final double CHARACTER = 6.6;
    private static final String OWN_COLOR = "#e8743b";
    private static final String FLINK_COLOR = "#f2c14e";
    private static final String OTHER_COLOR = "#d8c9b0";

    private final StringBuilder frames = new StringBuilder();
    private final double total;
    private int depth;

    private FlameGraph(double total) {
        this.total = total;
    }

    /** A frame and what it called. */
    private static final class Node {
        private final Map<String, Node> callees = new TreeMap<>();
        private long weight;

        private void add(List<String> stack, long more) {
            weight += more;
            if (!stack.isEmpty()) {
                callees.computeIfAbsent(stack.get(0), frame -> new Node()).add(stack.subList(1, stack.size()), more);
            }
        }
    }

    /** The graph in SVG; pointing at a frame tells its whole name. */
    static String of(String title, StackSamples samples) {
        Node root = new Node();
        samples.weights().forEach(root::add);
        FlameGraph graph = new FlameGraph(root.weight);
        graph.draw(root, 0, 0);
        int height = TOP + (graph.depth + 1) * ROW + ROW;
        return String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %.0f %d\" font-family=\"monospace\""
                        + " font-size=\"11\">%n<rect width=\"100%%\" height=\"100%%\" fill=\"#ffffff\"/>%n"
                        + "<text x=\"8\" y=\"20\" font-size=\"14\">%s</text>%n<g transform=\"translate(0 %d)\">%n%s</g>%n</svg>%n",
                WIDTH,
                height,
                escaped(title),
                height - ROW,
                graph.frames);
    }

    private void draw(Node node, double left, int level) {
        depth = Math.max(depth, level);
        double x = left;
        for (Map.Entry<String, Node> callee : node.callees.entrySet()) {
            double width = callee.getValue().weight / total * WIDTH;
            if (width >= NARROWEST) {
                frame(callee.getKey(), callee.getValue().weight, x, width, level);
                draw(callee.getValue(), x, level + 1);
            }
            x += width;
        }
    }

    private void frame(String name, long weight, double x, double width, int level) {
        int y = -(level + 1) * ROW;
        frames.append(String.format(
                Locale.ROOT,
                "<g><title>%s %.2f %%</title><rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\""
                        + " stroke=\"#ffffff\" stroke-width=\"0.5\"/>",
                escaped(name),
                100 * weight / total,
                x,
                y,
                width,
                ROW - 1,
                color(name)));
        int characters = (int) ((width - 4) / CHARACTER);
        String shown = name.substring(name.lastIndexOf('.', name.lastIndexOf('.') - 1) + 1);
        if (characters >= 3) {
            frames.append(String.format(
                    Locale.ROOT,
                    "<text x=\"%.1f\" y=\"%d\">%s</text>",
                    x + 2,
                    y + ROW - 5,
                    escaped(shown.length() <= characters ? shown : shown.substring(0, characters - 1) + "…")));
        }
        frames.append("</g>\n");
    }

    private static String color(String name) {
        if (name.startsWith("io.botflow.")) {
            return OWN_COLOR;
        }
        return name.startsWith("org.apache.flink.") ? FLINK_COLOR : OTHER_COLOR;
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
