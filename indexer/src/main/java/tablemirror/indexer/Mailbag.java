package tablemirror.indexer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tablemirror.change.MessageReader;
import tablemirror.change.MessageReader.Answer;
import tablemirror.indexer.ItemInHand.Decoded;
import tablemirror.queue.Received;

/**
 * The messages of one invocation, sorted by what can be done with them.
 *
 * @param malformed no message of ours → why; goes to the dead-letter queue as it is
 * @param refused not for this deployment as it is set up → why; stays in the queue until it is
 */
record Mailbag(List<ItemInHand> items, Map<Received, String> malformed, Map<Received, String> refused) {

    static Mailbag of(List<Received> messages, MessageReader reader) {
        List<Decoded> decoded = new ArrayList<>();
        Map<Received, String> malformed = new LinkedHashMap<>();
        Map<Received, String> refused = new LinkedHashMap<>();
        for (Received message : messages) {
            switch (reader.read(message.body())) {
                case Answer.Read read -> decoded.add(new Decoded(message, read.change()));
                case Answer.Malformed answer -> malformed.put(message, answer.reason());
                case Answer.Refused answer -> refused.put(message, answer.reason());
            }
        }
        return new Mailbag(ItemInHand.of(decoded), malformed, refused);
    }
}
