package tablemirror.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;

/**
 * Starts the application, step by step. {@link #close} may come at any time, from another thread and also in the middle
 * of the start, and leaves no process behind.
 */
final class Startup implements AutoCloseable {
    /** For checking parameters before there is a stream. */
    private static final String STREAM_TO_COME = "arn:aws:dynamodb:ddblocal:000000000000:table/any/stream/any";

    private final LocalOptions options;
    private final Progress progress;
    private final Closing closing = new Closing();

    Startup(LocalOptions options, Progress progress) {
        this.options = options;
        this.progress = progress;
    }

    /** Returns when all but the index is there; until that is, changes wait. Nothing is left running when it throws. */
    LocalApplication start() throws InterruptedException {
        boolean started = false;
        try {
            LocalApplication application = startAll();
            started = true;
            return application;
        } finally {
            if (!started) {
                closing.close();
            }
        }
    }

    private LocalApplication startAll() throws InterruptedException {
        BuildOutput build = BuildOutput.find();
        Template template = Template.read(build.template());
        template.parameters().values(options.templateParameters(STREAM_TO_COME, "http://127.0.0.1"));
        Ports ports = options.ports().resolved();
        DataDirectory data = closing.add(DataDirectory.open(options.data()));
        Servers servers = closing.add(Servers.of(build, data, ports));
        servers.start(progress);
        Clients clients = closing.add(Clients.of(servers));

        String streamArn = new Table(clients.dynamodb(), options).createIfMissing();
        Map<String, String> parameters = template.parameters()
                .values(options.templateParameters(
                        streamArn, servers.opensearch().address().toString()));
        Deployment deployment = template.deploy(
                        parameters, QueueSpec.urlBase(servers.sqs().address()))
                .withTimeouts(options.timeouts());
        Queues.create(deployment.queues(), clients.sqs());
        Buckets.create(deployment.buckets().values(), clients.s3());
        SearchIndex index = new SearchIndex(
                servers.opensearch().address(),
                Objects.requireNonNull(parameters.get("IndexAlias")),
                Objects.requireNonNull(parameters.get("TimestampField")));

        ParametersApi ssm = closing.add(parametersApi(ports.ssm()));
        LambdaRuntime runtime = LambdaRuntime.prepare(build, data);
        Functions functions =
                closing.add(new Functions(deployment, data, runtime, environment(servers, ports), progress));
        EventSources sources =
                closing.add(new EventSources(deployment, clients, servers.sqs().address(), progress));
        functions.warm(progress);
        functions.all().forEach(sources::start);
        InvokeApi lambda = closing.add(invokeApi(ports.lambda(), functions));
        StateMachines machines =
                closing.add(new StateMachines(deployment.stateMachines(), new FunctionTasks(functions), progress));
        StatesApi states = closing.add(statesApi(ports.states(), machines));
        return new LocalApplication(
                servers, clients, deployment, index, functions, sources, lambda, machines, states, ssm, data, closing);
    }

    private static StatesApi statesApi(int port, StateMachines machines) {
        try {
            return new StatesApi(port, machines);
        } catch (IOException e) {
            throw new UncheckedIOException("port %d (states) cannot be opened".formatted(port), e);
        }
    }

    private static ParametersApi parametersApi(int port) {
        try {
            return new ParametersApi(port);
        } catch (IOException e) {
            throw new UncheckedIOException("port %d (ssm) cannot be opened".formatted(port), e);
        }
    }

    private static InvokeApi invokeApi(int port, Functions functions) {
        try {
            return new InvokeApi(port, functions);
        } catch (IOException e) {
            throw new UncheckedIOException("port %d (lambda) cannot be opened".formatted(port), e);
        }
    }

    /** What every function's process has beside its own variables. No service of AWS can be reached by mistake. */
    static Map<String, String> environment(Servers servers, Ports ports) {
        return Map.ofEntries(
                Map.entry("PATH", System.getenv().getOrDefault("PATH", "/usr/bin:/bin")),
                Map.entry("TZ", ":UTC"),
                Map.entry("AWS_REGION", Aws.REGION),
                Map.entry("AWS_DEFAULT_REGION", Aws.REGION),
                Map.entry("AWS_ACCESS_KEY_ID", "local"),
                Map.entry("AWS_SECRET_ACCESS_KEY", "local"),
                Map.entry("AWS_EC2_METADATA_DISABLED", "true"),
                Map.entry("AWS_ENDPOINT_URL", "http://127.0.0.1:9"),
                Map.entry("AWS_ENDPOINT_URL_SQS", servers.sqs().address().toString()),
                Map.entry("AWS_ENDPOINT_URL_S3", servers.s3().address().toString()),
                Map.entry("AWS_ENDPOINT_URL_SSM", "http://127.0.0.1:" + ports.ssm()),
                Map.entry("AWS_ENDPOINT_URL_SFN", "http://127.0.0.1:" + ports.states()),
                Map.entry(
                        "AWS_ENDPOINT_URL_DYNAMODB",
                        servers.dynamodb().address().toString()));
    }

    @Override
    public void close() {
        closing.close();
    }
}
