import java.util.Random;

/** Simulates price paths and prints the mean of what the option pays. */
public final class Paths {
    private final double[][] prices;

    Paths(int paths, int steps) {
        prices = new double[paths][steps + 1];
    }

    private void simulate(long seed) {
        Random random = new Random(seed);
        for (double[] path : prices) {
            path[0] = 100;
            for (int step = 1; step < path.length; step++) {
                path[step] = path[step - 1] * Math.exp(0.0001 + 0.01 * random.nextGaussian());
            }
        }
    }

    private double meanPayoff(double strike) {
        double sum = 0;
        for (double[] path : prices) {
            sum += Math.max(0, path[path.length - 1] - strike);
        }
        return sum / prices.length;
    }

    public static void main(String[] args) {
        int count = Integer.parseInt(args[0]);
        Paths paths = new Paths(count, 252);
        paths.simulate(count);
        System.out.printf("mean payoff %.4f%n", paths.meanPayoff(105));
    }
}
