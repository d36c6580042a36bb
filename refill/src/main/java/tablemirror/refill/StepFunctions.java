package tablemirror.refill;

import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ExecutionDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

/** Executions in Step Functions. Thread-safe. */
final class StepFunctions implements Executions {
    private final SfnClient client;

    StepFunctions(SfnClient client) {
        this.client = client;
    }

    /** For region, credentials and endpoint of the environment. */
    static StepFunctions ofEnvironment() {
        return new StepFunctions(SfnClient.builder()
                .httpClientBuilder(Apache5HttpClient.builder())
                .build());
    }

    @Override
    public boolean isRunning(String execution) {
        try {
            ExecutionStatus status =
                    client.describeExecution(r -> r.executionArn(execution)).status();
            return status == ExecutionStatus.RUNNING || status == ExecutionStatus.PENDING_REDRIVE;
        } catch (ExecutionDoesNotExistException e) {
            return false;
        }
    }
}
