package chat.parley.cli;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.reactivestreams.Publisher;

@AnalyzeClasses(packages = "chat.parley.cli", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
    @ArchTest
    static final ArchRule featuresFormNoCycle =
            slices().matching("chat.parley.cli.(*)..").should().beFreeOfCycles();

    /// Commands have a thread of their own, and so have the steps of a load test; the account's file is locked while
    /// its
    /// token is refreshed.
    @ArchTest
    static final ArchRule onlyCommandsWait = noClasses()
            .that()
            .haveNameNotMatching(".*(Command|\\.Meeting|\\.LoadRun|\\.Settlement|\\.Account)")
            .should()
            .callMethodWhere(target(owner(assignableTo(Publisher.class)))
                    .and(target(nameMatching("block|blockFirst|blockLast|blockOptional|toIterable|toStream"))));

    /// A connection is a life cycle, and so is a conversation at a terminal.
    @ArchTest
    static final ArchRule onlyWhatLivesSubscribes = noClasses()
            .that()
            .haveNameNotMatching(".*\\.live\\.(RSocketConnection|WebSocketConnection)")
            .and()
            .haveNameNotMatching(".*\\.talk\\.(LiveChat|Talk|Marks|People)")
            .should()
            .callMethodWhere(
                    target(owner(assignableTo(Publisher.class))).and(target(nameMatching("subscribe|toFuture"))));

    @ArchTest
    static final ArchRule itKnowsTheProtocolAndNoService = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.springframework..",
                    "chat.parley.edge..",
                    "chat.parley.identity..",
                    "chat.parley.messaging..",
                    "chat.parley.gateway..");

    @ArchTest
    static final ArchRule reportsKnowNothingOfRuns = noClasses()
            .that()
            .resideInAPackage("..cli.report..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..cli.load..", "..cli.live..", "io.netty..", "reactor..");
}
