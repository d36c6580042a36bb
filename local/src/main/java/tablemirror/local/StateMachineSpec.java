package tablemirror.local;

import tablemirror.states.Definition;

/** A state machine of the template: its definition, and the text that this was read from. */
record StateMachineSpec(String id, String name, Definition definition, String text) {
    static String arn(String name) {
        return Aws.arn("states", "stateMachine:" + name);
    }

    String arn() {
        return arn(name);
    }
}
