package tablemirror.local;

/** What {@code ./run-local} starts. Ends with status 0, 1 when something failed, 2 when the user can mend it. */
final class RunLocal {
    private static volatile boolean stopping;

    private RunLocal() {}

    public static void main(String[] line) {
        System.exit(run(line));
    }

    private static int run(String[] line) {
        try {
            run(Arguments.parse(line));
            return 0;
        } catch (UsageError e) {
            System.err.println("run-local: " + e.getMessage());
            return 2;
        } catch (InterruptedException e) {
            return 1;
        } catch (RuntimeException e) {
            // Whoever stopped it knows why the servers went away.
            if (!stopping) {
                System.err.println("run-local: " + e.getMessage() + (e.getCause() == null ? "" : ": " + e.getCause()));
            }
            return 1;
        }
    }

    private static void run(Arguments arguments) throws InterruptedException {
        Progress progress = new ConsoleProgress(System.out, Boolean.getBoolean("tablemirror.terminal"));
        Startup startup = new Startup(arguments.options(), progress);
        // Ctrl-C, SIGTERM and the end of main all come here.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(startup), "stop"));
        LocalApplication application = startup.start();
        new FirstFill(application).runIfMissing();
        progress.say(ready(application));
        if (arguments.sample()) {
            new SampleRun(application, arguments.options().table(), progress).run();
        }
        if (!arguments.exit()) {
            progress.say("stop with Ctrl-C");
            Thread.currentThread().join();
        }
    }

    private static void stop(Startup startup) {
        stopping = true;
        startup.close();
    }

    private static String ready(LocalApplication application) {
        return "ready  DynamoDB %s  SQS %s  OpenSearch %s/%s  S3 %s  Lambda %s  Step Functions %s  SSM %s"
                .formatted(
                        application.dynamodb(),
                        application.sqs(),
                        application.opensearch(),
                        application.index().alias(),
                        application.s3(),
                        application.lambda(),
                        application.states(),
                        application.ssm());
    }
}
