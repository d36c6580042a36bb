package tablemirror.index;

/** The fake keeps the contract. */
class FakeClusterTest extends AdministrationContract {
    private final FakeCluster cluster = new FakeCluster();

    @Override
    OpenSearch openSearch() {
        return cluster;
    }
}
