package chat.parley.identity;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.mongodb.reactivestreams.client.MongoCollection;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.reactivestreams.Publisher;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.SmartLifecycle;

@AnalyzeClasses(packages = "chat.parley.identity", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
    @ArchTest
    static final ArchRule featuresFormNoCycle =
            slices().matching("chat.parley.identity.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule onlyLifecyclesSubscribeOrWait = noClasses()
            .that()
            .areNotAssignableTo(SmartLifecycle.class)
            .should()
            .callMethodWhere(target(owner(assignableTo(Publisher.class)))
                    .and(target(nameMatching("subscribe|block|blockFirst|blockLast|toIterable|toStream|toFuture"))));

    @ArchTest
    static final ArchRule fieldsAreNotInjected = noFields().should().beAnnotatedWith(Autowired.class);

    @ArchTest
    static final ArchRule mongoStaysInItsStore = noClasses()
            .that()
            .haveSimpleNameNotEndingWith("Store")
            .and()
            .haveNameNotMatching(".*\\.AccountDatabase(\\$.*)?")
            .should()
            .dependOnClassesThat(resideInAnyPackage("com.mongodb..", "org.bson.."));

    @ArchTest
    static final ArchRule theAuditLogIsOnlyAddedTo = noClasses()
            .that()
            .resideInAPackage("..audit..")
            .should()
            .callMethodWhere(target(owner(assignableTo(MongoCollection.class)))
                    .and(target(nameMatching("(update|delete|replace|findOneAnd|bulkWrite|drop|rename).*"))));

    @ArchTest
    static final ArchRule onlyTheAuditStoreWritesDeeds = noClasses()
            .that()
            .resideOutsideOfPackage("..audit..")
            .should()
            .dependOnClassesThat()
            .haveSimpleName("AuditStore");
}
