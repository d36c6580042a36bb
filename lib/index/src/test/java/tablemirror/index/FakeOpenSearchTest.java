package tablemirror.index;

/** The fake keeps the contract. */
class FakeOpenSearchTest extends OpenSearchContract {
    private final FakeOpenSearch fake = new FakeOpenSearch();

    @Override
    OpenSearch openSearch() {
        return fake;
    }

    @Override
    void create() {}

    @Override
    String document(String id) {
        return String.valueOf(fake.documents().get(id));
    }
}
