package chat.parley.messaging;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.reactivestreams.Publisher;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.SmartLifecycle;
import org.springframework.web.bind.annotation.RestController;

@AnalyzeClasses(packages = "chat.parley.messaging", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
    @ArchTest
    static final ArchRule featuresFormNoCycle =
            slices().matching("chat.parley.messaging.(*)..").should().beFreeOfCycles();

    /// A sequencer is a lifecycle of its own: it writes on when the sender's connection is gone. So are the two that
    /// write
    /// hints, bounded, which nobody waits for.
    @ArchTest
    static final ArchRule onlyLifecyclesAndTheSequencerSubscribe = noClasses()
            .that()
            .areNotAssignableTo(SmartLifecycle.class)
            .and()
            .haveNameNotMatching(".*\\.log\\.(Sequencer|Aftermath|StaleHints)")
            .should()
            .callMethodWhere(
                    target(owner(assignableTo(Publisher.class))).and(target(nameMatching("subscribe|toFuture"))));

    @ArchTest
    static final ArchRule nobodyBlocks = noClasses()
            .should()
            .callMethodWhere(target(owner(assignableTo(Publisher.class)))
                    .and(target(nameMatching("block|blockFirst|blockLast|blockOptional|toIterable|toStream"))));

    @ArchTest
    static final ArchRule fieldsAreNotInjected = noFields().should().beAnnotatedWith(Autowired.class);

    @ArchTest
    static final ArchRule onlyTheEdgesKnowHttp = noClasses()
            .that()
            .resideInAnyPackage(
                    "..log..", "..membership..", "..receipt..", "..presence..", "..fanout..", "..connection..")
            .should()
            .dependOnClassesThat(resideInAnyPackage("org.springframework.web..", "org.springframework.http.."));

    @ArchTest
    static final ArchRule controllersSaySo =
            classes().that().areAnnotatedWith(RestController.class).should().haveSimpleNameEndingWith("Controller");

    @ArchTest
    static final ArchRule mongoStaysInItsStores = noClasses()
            .that()
            .haveNameNotMatching(".*(Store|Projection|Memberships|Document|Database|EntryKey)(\\$.*)?")
            .should()
            .dependOnClassesThat(resideInAnyPackage("com.mongodb..", "org.bson.."));
}
