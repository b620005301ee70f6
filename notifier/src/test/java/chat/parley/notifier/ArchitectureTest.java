package chat.parley.notifier;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.reactivestreams.Publisher;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.SmartLifecycle;

@AnalyzeClasses(packages = "chat.parley.notifier", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
    @ArchTest
    static final ArchRule featuresFormNoCycle =
            slices().matching("chat.parley.notifier.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule nobodyBlocksOnAPublisher =
            noClasses().should().callMethodWhere(ofAPublisher("block(First|Last|Optional)?"));

    @ArchTest
    static final ArchRule onlyLifecyclesSubscribe = noClasses()
            .that()
            .areNotAssignableTo(SmartLifecycle.class)
            .should()
            .callMethodWhere(ofAPublisher("subscribe"));

    @ArchTest
    static final ArchRule fieldsAreNotInjected = noFields().should().beAnnotatedWith(Autowired.class);

    private static DescribedPredicate<JavaCall<?>> ofAPublisher(String name) {
        DescribedPredicate<JavaCall<?>> named = DescribedPredicate.describe(
                name, call -> call.getTarget().getName().matches(name));
        return named.and(DescribedPredicate.describe(
                "of a publisher", call -> call.getTargetOwner().isAssignableTo(Publisher.class)));
    }
}
