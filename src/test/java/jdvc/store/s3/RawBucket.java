package jdvc.store.s3;

import java.net.URI;
import java.util.List;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionRule;

/** A bucket seen by the SDK's own client: the second opinion on what the store did. */
public final class RawBucket implements AutoCloseable {

    private final S3Client client;
    private final String name;

    public RawBucket(String endpoint, String name) {
        this.name = name;
        client = S3Client.builder()
                .endpointOverride(URI.create(endpoint))
                .region(Region.US_EAST_1)
                .forcePathStyle(true)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create("lablab", "lablablab")))
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }

    /** Makes the bucket if it is not there. */
    public void make() {
        boolean there =
                client.listBuckets().buckets().stream().anyMatch(b -> b.name().equals(name));
        if (!there) client.createBucket(b -> b.bucket(name));
    }

    void empty() {
        for (var key : keys()) client.deleteObject(b -> b.bucket(name).key(key));
    }

    public List<String> keys() {
        return client.listObjectsV2Paginator(b -> b.bucket(name)).contents().stream()
                .map(S3Object::key)
                .toList();
    }

    public byte[] get(String key) {
        return client.getObjectAsBytes(b -> b.bucket(name).key(key)).asByteArray();
    }

    public void delete(String key) {
        client.deleteObject(r -> r.bucket(name).key(key));
    }

    public void put(String key, byte[] bytes) {
        client.putObject(b -> b.bucket(name).key(key), RequestBody.fromBytes(bytes));
    }

    /** Gives a user some rights and no others. */
    void allow(String user, String... actions) {
        var list = "\"" + String.join("\", \"", actions) + "\"";
        client.putBucketPolicy(b -> b.bucket(name)
                .policy("{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Principal\":"
                        + " {\"AWS\": [\"" + user + "\"]}, \"Action\": [" + list + "], \"Resource\": [\"arn:aws:s3:::"
                        + name + "\", \"arn:aws:s3:::" + name + "/*\"]}]}"));
    }

    /** Keeps what comes from now on under a key of KMS, whatever it asks for. */
    void encryptByDefault(String kmsKeyId) {
        var rule = ServerSideEncryptionRule.builder()
                .applyServerSideEncryptionByDefault(
                        d -> d.sseAlgorithm(ServerSideEncryption.AWS_KMS).kmsMasterKeyID(kmsKeyId))
                .build();
        client.putBucketEncryption(b -> b.bucket(name).serverSideEncryptionConfiguration(c -> c.rules(List.of(rule))));
    }

    /** Returns how the server encrypts an object: {@code AES256}, {@code aws:kms KEY}, or {@code null}. */
    String encryption(String key) {
        var head = client.headObject(b -> b.bucket(name).key(key));
        return head.serverSideEncryptionAsString() + (head.ssekmsKeyId() == null ? "" : " " + head.ssekmsKeyId());
    }

    /** Returns who may do what with an object, such as {@code id FULL_CONTROL}, in the order of the alphabet. */
    List<String> grants(String key) {
        return client.getObjectAcl(b -> b.bucket(name).key(key)).grants().stream()
                .map(g -> (g.grantee().uri() == null
                                ? g.grantee().id()
                                : g.grantee().uri()) + " " + g.permission())
                .sorted()
                .toList();
    }

    /** Returns the keys of uploads that are neither completed nor aborted. */
    List<String> openUploads() {
        return client.listMultipartUploads(b -> b.bucket(name)).uploads().stream()
                .map(u -> u.key())
                .sorted()
                .toList();
    }

    /** Begins an upload in parts, as another program might. */
    void begin(String key) {
        client.createMultipartUpload(b -> b.bucket(name).key(key));
    }

    void abortAll(String key) {
        for (var each : client.listMultipartUploads(b -> b.bucket(name)).uploads()) {
            if (each.key().equals(key)) {
                client.abortMultipartUpload(b -> b.bucket(name).key(key).uploadId(each.uploadId()));
            }
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
