package tablemirror.states;

/** An execution's name and that of its state machine, and what their ARNs are. */
public record ExecutionId(String machineArn, String name) {
    private static final String MACHINE = ":stateMachine:";

    public ExecutionId {
        if (!machineArn.contains(MACHINE)) {
            throw new IllegalArgumentException("%s is no ARN of a state machine".formatted(machineArn));
        }
    }

    public String machineName() {
        return machineArn.substring(machineArn.indexOf(MACHINE) + MACHINE.length());
    }

    public String arn() {
        return "%s:%s".formatted(machineArn.replace(MACHINE, ":execution:"), name);
    }

    /** Of the child execution in which a distributed Map handles one item. */
    ExecutionId child(String map, int index) {
        return new ExecutionId("%s/%s".formatted(machineArn, map.replace(' ', '-')), "%s-%d".formatted(name, index));
    }
}
