package tablemirror.local;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * The application of template.yaml, running on this machine: real servers, packaged functions, and event sources between
 * them. Several may run at once, each on its own ports. Closing it leaves no process behind. Safe to share between
 * threads.
 */
record LocalApplication(
        Servers servers,
        Clients clients,
        Deployment deployment,
        SearchIndex index,
        Functions functions,
        EventSources eventSources,
        InvokeApi invokeApi,
        StateMachines stateMachines,
        StatesApi statesApi,
        ParametersApi parametersApi,
        DataDirectory data,
        Closing closing)
        implements AutoCloseable {

    /** Returns when a change to the table would be indexed, into an index that was made empty. */
    static LocalApplication start(LocalOptions options) throws InterruptedException {
        LocalApplication application = new Startup(options, new ConsoleProgress(System.out, false)).start();
        try {
            application.index().createIfMissing();
            return application;
        } catch (RuntimeException e) {
            application.close();
            throw e;
        }
    }

    URI dynamodb() {
        return servers.dynamodb().address();
    }

    URI sqs() {
        return servers.sqs().address();
    }

    URI opensearch() {
        return servers.opensearch().address();
    }

    URI s3() {
        return servers.s3().address();
    }

    /** Of the Invoke API. */
    URI lambda() {
        return invokeApi.address();
    }

    /** Of the Step Functions API. */
    URI states() {
        return statesApi.address();
    }

    /** Of the parameter store. */
    URI ssm() {
        return parametersApi.address();
    }

    /** Of a queue, by its logical id in the template. */
    String queueUrl(String id) {
        return deployment.queue(id).url(sqs());
    }

    /** Name of a bucket, by its logical id. */
    String bucket(String id) {
        return deployment.bucket(id);
    }

    /** Runs a function by its logical id, as a person would. */
    Invocation invoke(String id, String json) throws InterruptedException {
        return functions.get(id).invoke(json.getBytes(StandardCharsets.UTF_8));
    }

    /** The event source that feeds a function, to pause and resume it. */
    EventSource eventSource(String functionId) {
        return eventSources.of(functionId);
    }

    /** The output of a server or a function. */
    Path log(String name) {
        return data.log(name);
    }

    @Override
    public void close() {
        closing.close();
    }
}
