package jdvc;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;
import static java.util.stream.Collectors.toCollection;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.File;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The map of the code, checked: who may speak to whom, and which package owns which library. */
class ArchitectureTest {

    /** Package → the packages it may use. Everyone may use {@code jdvc} itself; it uses no one. */
    private static final Map<String, Set<String>> MAY_USE = Map.ofEntries(
            entry("jdvc.cli", Set.of("jdvc.shell", "jdvc.command", "jdvc.ui", "jdvc.repo", "jdvc.object", "jdvc.disk")),
            entry("jdvc.shell", Set.of("jdvc.command", "jdvc.ui")),
            entry("jdvc.command", Set.of()),
            entry("jdvc.ui", Set.of()),
            entry(
                    "jdvc.repo",
                    Set.of(
                            "jdvc.workspace",
                            "jdvc.track",
                            "jdvc.store",
                            "jdvc.store.s3",
                            "jdvc.store.http",
                            "jdvc.config",
                            "jdvc.git",
                            "jdvc.object",
                            "jdvc.disk")),
            entry("jdvc.workspace", Set.of("jdvc.store", "jdvc.object", "jdvc.disk")),
            entry("jdvc.store.s3", Set.of("jdvc.store", "jdvc.object", "jdvc.disk")),
            entry("jdvc.store.http", Set.of("jdvc.store.s3", "jdvc.store", "jdvc.object", "jdvc.disk")),
            entry("jdvc.store", Set.of("jdvc.object", "jdvc.disk")),
            entry("jdvc.track", Set.of("jdvc.object", "jdvc.disk")),
            entry("jdvc.config", Set.of("jdvc.disk")),
            entry("jdvc.git", Set.of("jdvc.disk")),
            entry("jdvc.object", Set.of()),
            entry("jdvc.disk", Set.of()),
            entry("jdvc", Set.of()));

    /** Library → the only packages that import it: one door per dependency. */
    private static final Map<String, Set<String>> DOORS = Map.of(
            "org.apache.commons.cli..", Set.of("jdvc.command"),
            "org.jline..", Set.of("jdvc.shell"),
            "software.amazon..", Set.of("jdvc.store.s3"),
            "org.yaml..", Set.of("jdvc.track"),
            "org.tomlj..", Set.of("jdvc.track"));

    private static final JavaClasses CODE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("jdvc");

    @TestFactory
    Stream<DynamicTest> arrowsPointDown() {
        return MAY_USE.entrySet().stream()
                .map(e -> dynamicTest(e.getKey() + " may use " + e.getValue(), () -> {
                    var forbidden = new TreeSet<>(MAY_USE.keySet());
                    forbidden.removeAll(e.getValue());
                    forbidden.remove(e.getKey());
                    forbidden.remove("jdvc");
                    noClasses()
                            .that()
                            .resideInAPackage(e.getKey())
                            .should()
                            .dependOnClassesThat()
                            .resideInAnyPackage(forbidden.toArray(String[]::new))
                            .allowEmptyShould(true)
                            .check(CODE);
                }));
    }

    @Test
    void noCycles() {
        slices().matching("jdvc.(**)").should().beFreeOfCycles().check(CODE);
    }

    @Test
    void everyPackageIsOnTheMap() {
        var actual = CODE.stream().map(JavaClass::getPackageName).collect(toCollection(TreeSet::new));
        actual.removeAll(MAY_USE.keySet());
        assertEquals(Set.of(), actual);
    }

    @TestFactory
    Stream<DynamicTest> oneDoorPerLibrary() {
        return DOORS.entrySet().stream()
                .map(e -> dynamicTest(
                        e.toString(),
                        () -> noClasses()
                                .that(not(resideInAnyPackage(e.getValue().toArray(String[]::new))))
                                .should()
                                .dependOnClassesThat()
                                .resideInAPackage(e.getKey())
                                .check(CODE)));
    }

    @Test
    void onlyDiskTouchesFiles() {
        noClasses()
                .that()
                .resideOutsideOfPackage("jdvc.disk")
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(
                        Files.class,
                        File.class,
                        FileChannel.class,
                        FileInputStream.class,
                        FileOutputStream.class,
                        RandomAccessFile.class)
                .because("fault and crash tests need the seam (safety 14.5)")
                .check(CODE);
    }

    @Test
    void onlyDiskStartsPrograms() {
        noClasses()
                .that()
                .resideOutsideOfPackage("jdvc.disk")
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(ProcessBuilder.class)
                .orShould()
                .callMethod(Runtime.class, "exec", String[].class)
                .because("programs are started in one place, never through a shell (safety 8.12, 10.7)")
                .check(CODE);
    }

    @Test
    void onlyMainTouchesTheProcess() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("jdvc.cli.Main")
                .and()
                .doNotHaveFullyQualifiedName("jdvc.cli.DemoServer") // a process of its own
                .should(ACCESS_STANDARD_STREAMS)
                .orShould()
                .callMethod(System.class, "exit", int.class)
                .orShould()
                .callMethod(System.class, "getenv")
                .orShould()
                .callMethod(System.class, "getenv", String.class)
                .orShould()
                .callMethod(System.class, "getProperty", String.class)
                .orShould()
                .callMethod(System.class, "getProperty", String.class, String.class)
                .orShould()
                .callMethod(System.class, "setProperty", String.class, String.class)
                .because("streams, environment and working directory arrive as values")
                .check(CODE);
    }

    @Test
    void onlyMainAsksTheClockAndRollsDice() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("jdvc.cli.Main")
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(Clock.class, "systemUTC")
                .orShould()
                .callMethod(Clock.class, "systemDefaultZone")
                .orShould()
                .callMethod(Math.class, "random")
                .orShould()
                .callMethod(UUID.class, "randomUUID")
                .orShould()
                .callConstructor(Random.class)
                .orShould()
                .dependOnClassesThat()
                .belongToAnyOf(ThreadLocalRandom.class)
                .because("time and chance are injected (safety 14.5)")
                .check(CODE);
    }

    @Test
    void nothingDependsOnTheDefaultLocaleOrCharset() {
        noClasses()
                .should()
                .callMethod(String.class, "toLowerCase")
                .orShould()
                .callMethod(String.class, "toUpperCase")
                .orShould()
                .callMethod(String.class, "format", String.class, Object[].class)
                .orShould()
                .callMethod(String.class, "formatted", Object[].class)
                .orShould()
                .callMethod(String.class, "getBytes")
                .orShould()
                .callConstructor(String.class, byte[].class)
                .because("a Turkish locale or a C locale must not change what we write")
                .check(CODE);
    }

    @Test
    void noSecondWayToRunInParallel() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("jdvc.store.s3.Wire") // watches its own exchange with it
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(CompletableFuture.class, ForkJoinPool.class)
                .because("blocking code in bounded Workers is the one vocabulary")
                .check(CODE);
    }

    @Test
    void noJavaSerialisation() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(ObjectInputStream.class, ObjectOutputStream.class)
                .because("it builds whatever its input names (safety 14.6)")
                .check(CODE);
    }

    @Test
    void noMutableStatics() {
        fields().that()
                .areStatic()
                .should()
                .beFinal()
                .because("the shell runs many commands in one process")
                .check(CODE);
    }

    @Test
    void noJunkDrawers() {
        noClasses()
                .should()
                .haveNameMatching(".*(Utils?|Helper|Manager|Impl|Service|Processor|Handler|Data|Info)")
                .check(CODE);
    }
}
