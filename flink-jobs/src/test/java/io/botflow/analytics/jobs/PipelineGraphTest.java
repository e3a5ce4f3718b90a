package io.botflow.analytics.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.botflow.analytics.jobs.archive.MessageArchiveJob;
import io.botflow.analytics.jobs.conversation.ConversationAnalyticsJob;
import io.botflow.analytics.jobs.live.LiveMetricsJob;
import io.botflow.analytics.jobs.sink.Postgres;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.java.typeutils.runtime.kryo.KryoSerializer;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How the jobs hang together; what state is kept under must never change unnoticed. */
class PipelineGraphTest {
    private static final int PARALLELISM = 3;
    private static final JobSettings SETTINGS = new JobSettings(
            "kafka:9092", Duration.ofDays(7), Duration.ofSeconds(1), Duration.ofSeconds(7), "file:///checkpoints");
    private static final Postgres POSTGRES = new Postgres("jdbc:postgresql://db/botflow", "botflow_jobs", null);

    private enum Job {
        CONVERSATION_ANALYTICS(environment -> ConversationAnalyticsJob.define(environment, SETTINGS, POSTGRES)),
        MESSAGE_ARCHIVE(environment -> MessageArchiveJob.define(environment, SETTINGS, POSTGRES)),
        LIVE_METRICS(environment -> LiveMetricsJob.define(environment, SETTINGS, "redis://redis:6379"));

        private final Consumer<StreamExecutionEnvironment> definition;

        Job(Consumer<StreamExecutionEnvironment> definition) {
            this.definition = definition;
        }

        StreamExecutionEnvironment defined() {
            StreamExecutionEnvironment environment =
                    StreamExecutionEnvironment.getExecutionEnvironment(new Configuration());
            environment.setParallelism(PARALLELISM);
            definition.accept(environment);
            return environment;
        }

        StreamGraph graph() {
            return defined().getStreamGraph();
        }
    }

    @Test
    void keepsTheStateOfConversationAnalyticsUnderTheseUids() {
        assertThat(uids(Job.CONVERSATION_ANALYTICS.graph()))
                .containsExactlyInAnyOrder(
                        "bot-events",
                        "turn-away-invalid",
                        "track-conversations",
                        "roll-up-bots",
                        "roll-up-organizations",
                        "report-progress",
                        "write-conversation_metrics",
                        "write-bot_performance_metrics",
                        "write-bot_metrics_15m",
                        "write-bot_metrics_1m",
                        "write-usage_analytics",
                        "write-pipeline_progress",
                        "write-minute-retention",
                        "write-dead-letters",
                        "write-late");
    }

    @Test
    void keepsTheStateOfMessageArchiveUnderTheseUids() {
        assertThat(uids(Job.MESSAGE_ARCHIVE.graph()))
                .containsExactlyInAnyOrder("bot-events", "of-conversations", "archive-messages", "write-messages");
    }

    @Test
    void keepsTheStateOfLiveMetricsUnderTheseUids() {
        assertThat(uids(Job.LIVE_METRICS.graph()))
                .containsExactlyInAnyOrder(
                        "bot-events",
                        "of-conversations",
                        "follow-conversations",
                        "roll-up-live",
                        "write-frames",
                        "write-figures");
    }

    @Test
    void handsFramesToRedisWithoutWaiting() {
        StreamExecutionEnvironment live = Job.LIVE_METRICS.defined();

        assertThat(live.getBufferTimeout()).isBetween(1L, 5L);
        assertThat(live.getConfiguration().get(CheckpointingOptions.ENABLE_UNALIGNED))
                .isTrue();
        assertThat(Job.CONVERSATION_ANALYTICS.defined().getConfiguration().get(CheckpointingOptions.ENABLE_UNALIGNED))
                .isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void givesEveryNodeAUidOfItsOwnAndAName(Job job) {
        Collection<StreamNode> nodes = job.graph().getStreamNodes();

        assertThat(nodes).allSatisfy(node -> {
            assertThat(node.getTransformationUID()).isNotBlank();
            assertThat(node.getOperatorName()).isNotBlank().doesNotContain("Unnamed", "@");
        });
        assertThat(nodes.stream().map(StreamNode::getTransformationUID)).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @EnumSource
    void leavesNoTypeToKryo(Job job) {
        for (StreamNode node : job.graph().getStreamNodes()) {
            List<TypeSerializer<?>> serializers = new ArrayList<>(List.of(node.getTypeSerializersIn()));
            serializers.add(node.getTypeSerializerOut());
            serializers.add(node.getStateKeySerializer());
            assertThat(serializers)
                    .as("serializers of %s", node.getOperatorName())
                    .filteredOn(Objects::nonNull)
                    .doesNotHaveAnyElementsOfTypes(KryoSerializer.class);
        }
    }

    @Test
    void runsOnlyWhatReportsProgressInOneTask() {
        StreamGraph graph = Job.CONVERSATION_ANALYTICS.graph();

        assertThat(namesInOneTask(graph))
                .containsExactlyInAnyOrder(
                        "report-progress",
                        "pipeline_progress: Writer",
                        "pipeline_progress: Committer",
                        "minute-retention: Writer",
                        "minute-retention: Committer");
        assertThat(namesInOneTask(Job.MESSAGE_ARCHIVE.graph())).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void boundsTheParallelismOfEveryKeyedOperatorAlike(Job job) {
        assertThat(job.graph().getStreamNodes())
                .filteredOn(node -> node.getStateKeySerializer() != null)
                .isNotEmpty()
                .allSatisfy(node -> assertThat(node.getMaxParallelism()).isEqualTo(128));
    }

    @ParameterizedTest
    @EnumSource
    void configuresCheckpointsThatOutliveTheJob(Job job) {
        ReadableConfig configuration = job.defined().getConfiguration();

        assertThat(configuration.get(CheckpointingOptions.CHECKPOINTING_INTERVAL))
                .isEqualTo(Duration.ofSeconds(7));
        assertThat(configuration.get(CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE))
                .isEqualTo(CheckpointingMode.EXACTLY_ONCE);
        assertThat(configuration.get(CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION))
                .isEqualTo(ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
        assertThat(configuration.get(CheckpointingOptions.CHECKPOINTS_DIRECTORY))
                .isEqualTo("file:///checkpoints/" + configuration.get(PipelineOptions.NAME));
    }

    @ParameterizedTest
    @EnumSource
    void configuresRestartsWithoutEnd(Job job) {
        ReadableConfig configuration = job.defined().getConfiguration();

        assertThat(configuration.get(RestartStrategyOptions.RESTART_STRATEGY)).isEqualTo("exponential-delay");
        assertThat(configuration.get(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_ATTEMPTS))
                .isEqualTo(Integer.MAX_VALUE);
        assertThat(configuration.get(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_MAX_BACKOFF))
                .isLessThanOrEqualTo(Duration.ofMinutes(1));
    }

    @ParameterizedTest
    @EnumSource
    void refusesGenericTypesAndUidsMadeUpByFlink(Job job) {
        ReadableConfig configuration = job.defined().getConfiguration();

        assertThat(configuration.get(PipelineOptions.GENERIC_TYPES)).isFalse();
        assertThat(configuration.get(PipelineOptions.AUTO_GENERATE_UIDS)).isFalse();
        assertThat(configuration.get(PipelineOptions.MAX_PARALLELISM)).isEqualTo(128);
    }

    /** Without those of the committers, which Flink derives from the sinks'. */
    private static Stream<String> uids(StreamGraph graph) {
        return graph.getStreamNodes().stream()
                .map(StreamNode::getTransformationUID)
                .filter(uid -> !uid.startsWith("Sink Committer: write-"));
    }

    private static Collection<String> namesInOneTask(StreamGraph graph) {
        return graph.getStreamNodes().stream()
                .filter(node -> node.getParallelism() != PARALLELISM)
                .map(StreamNode::getOperatorName)
                .collect(Collectors.toSet());
    }
}
