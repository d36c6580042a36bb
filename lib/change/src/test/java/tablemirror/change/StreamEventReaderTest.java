package tablemirror.change;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tablemirror.change.Change.Effect;
import tablemirror.change.Change.Origin;
import tablemirror.change.StreamEventReader.Answer;

class StreamEventReaderTest {
    private static final String ARN =
            "arn:aws:dynamodb:eu-west-1:123456789012:table/Things/stream/2026-11-20T00:00:00.000";
    private static final String RECORD = """
            {"eventID":"e1","eventName":"MODIFY","eventVersion":"1.1","eventSource":"aws:dynamodb","dynamodb":{
              "ApproximateCreationDateTime":1.7E9,"Keys":{"id":{"S":"42"}},
              "NewImage":{"id":{"S":"42"},"Keys":{"M":{"id":{"S":"no"}}},"eventID":{"S":"no"}},
              "SequenceNumber":"4421584500000000017450439091","SizeBytes":26,"StreamViewType":"NEW_IMAGE"},
             "eventSourceARN":"%s"}""".formatted(ARN);

    private final StreamEventReader reader = new StreamEventReader("Things", Samples.ID);

    @Test
    void everyRecordBecomesARereadOfItsItem() {
        Instant time = Instant.ofEpochSecond(1_700_000_000);
        String sequence = "4421584500000000017450439091";
        Change change = new Change(
                "Things",
                Samples.key("42"),
                Version.ofChange(time, sequence),
                new Effect.Reread(),
                new Origin("e1", sequence, time));
        assertEquals(new Answer.Read(List.of(change, change)), reader.read(event(RECORD + "," + RECORD)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "hello | no JSON at character 0",
                "[] | START_ARRAY where START_OBJECT must stand",
                "{} | event without records",
                "{\"Records\":[]} | event without records",
                "{\"Records\":{}} | START_OBJECT where START_ARRAY must stand",
                "{\"Records\":[1]} | VALUE_NUMBER_INT where START_OBJECT must stand",
                "{\"Records\":[{}]} | record without \"eventSourceARN\"",
                "{\"Records\":[{\"dynamodb\":1}]} | VALUE_NUMBER_INT where START_OBJECT must stand"
            })
    void whatIsNoEventIsToldAndNotThrown(String text, String reason) {
        assertEquals(new Answer.Unreadable(reason), reader.read(text));
    }

    @Test
    void anotherTableIsToldWithBothNames() {
        assertEquals(
                "record e1 is of table Others, but TableName is Things: set StreamArn and TableName to the same table",
                reason(RECORD.replace("table/Things", "table/Others")));
    }

    @Test
    void otherKeysAreTold() {
        assertEquals(
                "record e1 of table Things: key attributes [name], but PartitionKey and SortKey say [id]: set the two"
                        + " parameters to the table's own",
                reason(RECORD.replace("\"Keys\":{\"id\"", "\"Keys\":{\"name\"")));
    }

    @Test
    void aTimeThatCannotBeIsTold() {
        assertEquals("time 1970-01-01T00:00:17Z: must be between 2020 and 2088", reason(RECORD.replace("1.7E9", "17")));
    }

    private String reason(String record) {
        return assertInstanceOf(Answer.Unreadable.class, reader.read(event(record)))
                .reason();
    }

    private static String event(String records) {
        return "{\"Records\":[%s]}".formatted(records);
    }
}
