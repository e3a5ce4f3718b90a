package io.botflow.analytics.local.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/** What was deployed on one cluster: a file for each job, and copies of the jars, which may be built anew meanwhile. */
record Deployments(Path directory) {
    private static final int NAME_DIGITS = 12;

    Optional<Deployment> find(BotJob job) {
        Map<String, String> properties = file(job).read();
        return properties.isEmpty() ? Optional.empty() : Optional.of(Deployment.fromProperties(job, properties));
    }

    void save(Deployment deployment) {
        file(deployment.job()).write(deployment.toProperties());
    }

    /** Deletes every kept jar of the job but that of what is deployed. */
    void deleteOtherJars(BotJob job) throws IOException {
        Optional<Deployment> deployed = find(job);
        if (deployed.isEmpty()) {
            return;
        }
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(directory, job.jobName() + "-*.jar")) {
            for (Path jar : jars) {
                if (!jar.getFileName().toString().equals(deployed.get().jar())) {
                    Files.delete(jar);
                }
            }
        }
    }

    /** Copies a jar under a name made of what is in it, which is given back. */
    String keep(BotJob job, Path jar) throws IOException {
        Files.createDirectories(directory);
        String name = job.jobName() + "-" + digest(jar) + ".jar";
        Path kept = directory.resolve(name);
        if (!Files.exists(kept)) {
            Path fresh = Files.createTempFile(directory, name, ".new");
            Files.copy(jar, fresh, StandardCopyOption.REPLACE_EXISTING);
            Files.move(fresh, kept, StandardCopyOption.ATOMIC_MOVE);
        }
        return name;
    }

    Path jar(Deployment deployment) {
        return directory.resolve(deployment.jar());
    }

    /** Whoever changes a job holds this; none while another process does. */
    Optional<Lock> lock(BotJob job) throws IOException {
        Files.createDirectories(directory);
        FileChannel channel = FileChannel.open(
                directory.resolve(job.jobName() + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = tryLock(channel);
        if (lock == null) {
            channel.close();
            return Optional.empty();
        }
        return Optional.of(new Lock(channel));
    }

    private static FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException heldByThisProcess) {
            return null;
        }
    }

    private PropertiesFile file(BotJob job) {
        return new PropertiesFile(directory.resolve(job.jobName() + ".properties"));
    }

    private static String digest(Path jar) throws IOException {
        try (InputStream in = Files.newInputStream(jar);
                DigestInputStream digested = new DigestInputStream(in, MessageDigest.getInstance("SHA-256"))) {
            digested.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of()
                    .formatHex(digested.getMessageDigest().digest())
                    .substring(0, NAME_DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Held until closed, or until the process ends. */
    record Lock(FileChannel channel) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
